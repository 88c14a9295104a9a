// Chosen pictures outlive a reload of the form: in IndexedDB, by draft, until the entry is sent or the draft is removed.
// As bytes: Safari 15 keeps no Blob in a private window.

const BASE = "dan-van-kheo:anh";
const STORE = "anh";

export class KeptPictures {
  /** `draft()` gives the key of the draft that the pictures belong to. */
  constructor(draft) {
    this.draft = draft;
  }

  /** [[name, Blob]] of the draft; empty where the browser keeps nothing. */
  async read() {
    try {
      const rows = await inStore("readonly", (store) => store.getAll(this.all()));
      return rows.map(({ name, bytes }) => [name, new Blob([bytes], { type: "image/jpeg" })]);
    } catch {
      return [];
    }
  }

  /** Whether it could be kept. */
  async keep(name, blob) {
    try {
      const bytes = await blob.arrayBuffer();
      await inStore("readwrite", (store) => store.put({ name, bytes }, `${this.draft()}\n${name}`));
      return true;
    } catch {
      return false;
    }
  }

  /** Remove one picture, or all of the draft. */
  async forget(name) {
    const gone = name === undefined ? this.all() : `${this.draft()}\n${name}`;
    await inStore("readwrite", (store) => store.delete(gone)).catch(() => undefined); // Storage is closed.
  }

  all() {
    return IDBKeyRange.bound(`${this.draft()}\n`, `${this.draft()}\n\uffff`);
  }
}

/** What one request gives, once the browser has written it. Rejects where storage is closed or full. */
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
