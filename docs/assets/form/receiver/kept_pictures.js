// Keeps chosen pictures in IndexedDB, by draft, until the entry is sent or the draft is removed: a reload loses none.
// Stores bytes, because Safari 15 cannot store a Blob in a private window.

const BASE = "dan-van-kheo:anh";
const STORE = "anh";

export class KeptPictures {
  /** `draft()` returns the key of the draft with the pictures. */
  constructor(draft) {
    this.draft = draft;
  }

  /** [[name, Blob]] of the draft; [] if storage is blocked. */
  async read() {
    try {
      const rows = await inStore("readonly", (store) => store.getAll(this.all()));
      return rows.map(({ name, bytes }) => [name, new Blob([bytes], { type: "image/jpeg" })]);
    } catch {
      return [];
    }
  }

  /** Store a picture; returns whether it worked. */
  async keep(name, blob) {
    try {
      const bytes = await blob.arrayBuffer();
      await inStore("readwrite", (store) => store.put({ name, bytes }, `${this.draft()}\n${name}`));
      return true;
    } catch {
      return false;
    }
  }

  /** Remove one picture, or all pictures of the draft. */
  async forget(name) {
    const gone = name === undefined ? this.all() : `${this.draft()}\n${name}`;
    await inStore("readwrite", (store) => store.delete(gone)).catch(() => undefined); // Storage is blocked.
  }

  all() {
    return IDBKeyRange.bound(`${this.draft()}\n`, `${this.draft()}\n\uffff`);
  }
}

/** The result of one request, after it is written. Rejects if storage is blocked or full. */
async function inStore(mode, request) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const change = base.transaction(STORE, mode);
      const asked = request(change.objectStore(STORE));
      change.oncomplete = () => resolve(asked.result);
      change.onabort = () => reject(change.error);
    });
  } finally {
    base.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
