"""What stands where a verdict will be: what to do, or why there is no verdict yet."""

from __future__ import annotations

from taperlab.desktop.welcome import Welcome


class CheckWelcome(Welcome):
    """The invitation of the Check page."""

    title = "desktop.check-welcome"
    steps = (
        "desktop.check-welcome-drug",
        "desktop.check-welcome-doses",
        "desktop.check-welcome-verdict",
    )
    lead = "desktop.check-welcome-lead"
