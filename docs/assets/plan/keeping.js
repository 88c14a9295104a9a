// Plans are kept on this device only, each under the models that it was made from.

const PREFIX = "ke-hoach:";

/** @returns {{saved: string, plan: object}|null} the plan, and when it was last changed (ISO) */
export function kept(slugs) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + slugs.join(",")));
  } catch {
    return null;
  }
}

/** Whether the device could keep it; storage may be full or closed. */
export function keep(slugs, plan) {
  try {
    localStorage.setItem(PREFIX + slugs.join(","), JSON.stringify({ saved: new Date().toISOString(), plan }));
    return true;
  } catch {
    return false;
  }
}

export function forget(slugs) {
  localStorage.removeItem(PREFIX + slugs.join(","));
}

/** All plans on this device, the last changed first. */
export function all() {
  const keys = [];
  try {
    for (let at = 0; at < localStorage.length; at += 1) keys.push(localStorage.key(at));
  } catch {
    return [];
  }
  const slugs = keys.filter((key) => key?.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length).split(","));
  const plans = slugs.map((one) => ({ slugs: one, ...kept(one) })).filter(({ plan }) => plan);
  return plans.sort((one, other) => other.saved.localeCompare(one.saved));
}
