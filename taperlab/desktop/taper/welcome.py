"""What stands where a plan will be: what to do, or why there is no plan yet."""

from __future__ import annotations

from taperlab.desktop.welcome import Welcome


class TaperWelcome(Welcome):
    """The invitation of the Taper page."""

    title = "desktop.taper-welcome"
    steps = (
        "desktop.taper-welcome-drug",
        "desktop.taper-welcome-rule",
        "desktop.taper-welcome-plan",
    )
    lead = "desktop.taper-welcome-lead"
