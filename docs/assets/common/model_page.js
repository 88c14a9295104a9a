// Fetches the page of a model and parses it as a document; its scripts do not run.

/**
 * Null if the model does not exist. Rejects when the page cannot be read, for example offline.
 * @returns {Promise<any>}
 */
export async function modelPage(slug, root) {
  const answer = await fetch(new URL(`mo-hinh/${slug}/`, root));
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${slug}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
