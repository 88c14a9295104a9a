// What the parts of the service worker know beyond TypeScript's own tables.

/** The build writes it before the first part: showcase/offline/shell.py. */
declare const BUILD: {
  version: string;
  frame: string;
  pages: string[];
  bundles: { path: string; bytes: number; optional: boolean }[];
};

/** offline/existing_cache.js, which the build puts before the first part. */
declare function existing(name: string): Promise<Cache | null>;

interface WorkerGlobalScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: Clients;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "message", listener: (event: ExtendableMessageEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  /** Set by common/inflate.js. */
  gunzip?: (bytes: Uint8Array) => Uint8Array;
}
