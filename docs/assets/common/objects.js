// Object.hasOwn came with Safari 15.4.

/** Whether an object has its own key (not inherited). */
// biome-ignore lint/suspicious/noPrototypeBuiltins: see above
export const owns = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
