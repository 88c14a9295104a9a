// What the scripts of docs/assets know of a browser beyond TypeScript's own tables.

// Nearly everything that a selector finds here is an element of HTML; where it is not, the script names its type.
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}
interface Element {
  closest<E extends Element = HTMLElement>(selectors: string): E | null;
}

interface Navigator {
  /** Chrome only. */
  connection?: { saveData?: boolean };
}

interface Window {
  /** Set by the preview of MkDocs. */
  livereload?: unknown;
  /** Set by common/inflate.js. */
  gunzip?: (bytes: Uint8Array) => Uint8Array;
}

declare function importScripts(...urls: string[]): void;

/** Made by the build from what folium writes. */
declare module "*/map.js";

/** Leaflet, which the build puts beside map.js. */
declare const L: any;
