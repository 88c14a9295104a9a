"""The real browser that tests open, with time-outs for a busy machine."""

import os
import shutil

from playwright.sync_api import Browser, BrowserType, expect

PATIENCE = 60_000
"""Milliseconds after which a state that has not come is a fault; on a quiet machine it is there at once."""

_PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The cheapest first."""

_WITHOUT = (
    # Also includes Playwright's own list: Chromium reads only the last list given.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    # The browser's own window pages, which a headless browser draws for each new page: two thirds of the time.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
)
"""Features of Chromium that no test looks at; names that a version lacks are passed over."""

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # Letters have the same width in the shell as in a window, on screen and on paper.
    f"--disable-features={','.join(_WITHOUT)}",
]


def launch(kind: BrowserType, *more: str) -> Browser:
    """Chromium from CHROMIUM or the PATH, otherwise the one installed by Playwright; `more` are its options."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _PROGRAMS)), None)
    one = kind.launch(executable_path=path, args=[*_ARGUMENTS, *more])
    one.on("context", lambda context: context.set_default_timeout(PATIENCE))
    expect.set_options(timeout=PATIENCE)
    return one
