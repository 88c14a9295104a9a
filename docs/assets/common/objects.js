// Object.hasOwn came with Safari 15.4.

/** Whether an object has a key of its own, not one that it inherits. */
// biome-ignore lint/suspicious/noPrototypeBuiltins: see above
export const owns = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
