// Stores plans on this device only, each under the slugs of its models, in any order.

const PREFIX = "ke-hoach:";
const keyOf = (slugs) => PREFIX + [...slugs].sort().join(",");

/** @returns {{saved: string, plan: object}|null} the plan, and when it was last changed (ISO) */
export function kept(slugs) {
  try {
    return readable(JSON.parse(localStorage.getItem(keyOf(slugs))));
  } catch {
    return null;
  }
}

// Other data under the key is no plan.
function readable(entry) {
  const { models, rows } = entry?.plan ?? {};
  const whole =
    typeof entry?.saved === "string" && Array.isArray(models) && models.length > 0 && typeof rows === "object";
  return whole && models.every((model) => typeof model?.title === "string" && Array.isArray(model.sources))
    ? entry
    : null;
}

/** Save a plan; false if storage is full or blocked. */
export function keep(slugs, plan) {
  try {
    localStorage.setItem(keyOf(slugs), JSON.stringify({ saved: new Date().toISOString(), plan }));
    return true;
  } catch {
    return false;
  }
}

/** Whether this device has storage. */
export function canKeep() {
  try {
    localStorage.setItem(`${PREFIX}?`, "");
    localStorage.removeItem(`${PREFIX}?`);
    return true;
  } catch {
    return false;
  }
}

export function forget(slugs) {
  try {
    localStorage.removeItem(keyOf(slugs));
  } catch {
    // Storage is blocked, so there is no plan.
  }
}

/** Calls `changed()` when another window changes or removes the plan. */
export function watch(slugs, changed) {
  addEventListener("storage", ({ key }) => (key === null || key === keyOf(slugs)) && changed());
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
