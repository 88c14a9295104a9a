// Whether a finger or a mouse button is down: what moves the page while it is down would move what it is about to press.

const LONG_PRESS = 1000; // Milliseconds after which nobody waits for it any longer.

let lifted = Promise.resolve();

addEventListener(
  "pointerdown",
  () => {
    lifted = new Promise((resolve) => {
      // A check box fires its change event only after the click.
      for (const end of ["click", "pointercancel"]) addEventListener(end, () => setTimeout(resolve), { once: true });
      setTimeout(resolve, LONG_PRESS);
    });
  },
  { capture: true },
);

/** Resolves when the finger that is down now is lifted, or after a long press; at once when none is down. */
export const fingerLifted = () => lifted;
