// The oldest browsers that the site works in (HACKING.md, Old phones), held over every script: syntax and
// functions of the language by es-x, those of browsers by compat.
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";

const OLDEST = ["safari 15", "ios_saf 15.0-15.1", "chrome 90", "firefox 90"];

export default [
  compat.configs["flat/recommended"],
  es.configs["flat/restrict-to-es2021"],
  {
    languageOptions: { ecmaVersion: "latest", sourceType: "module" },
    settings: { browsers: OLDEST },
    rules: {
      // All of the oldest browsers above have them, though they came into the language later.
      "es-x/no-top-level-await": "off",
      "es-x/no-class-instance-fields": "off",
      "es-x/no-class-static-fields": "off",
      "es-x/no-class-private-fields": "off",
      // Safari learned it in 16.4; a script with one does not start there at all.
      "es-x/no-regexp-lookbehind-assertions": "error",
    },
  },
];
