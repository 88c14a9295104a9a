// Runs modules that stand in one file, each when it is first needed: see `joined` in scripts.py.
const usb = (() => {
  const modules = {};
  const loaded = {};
  const load = (name) => {
    if (!loaded[name]) modules[name](self, (loaded[name] = {}));
    return loaded[name];
  };
  const show = (target, getters) => {
    for (const [name, get] of Object.entries(getters)) Object.defineProperty(target, name, { get, enumerable: true });
  };
  return { modules, load, show };
})();
