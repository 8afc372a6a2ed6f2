"""The web widget: one script tag for the page, a few routes and a live stream for the script."""
