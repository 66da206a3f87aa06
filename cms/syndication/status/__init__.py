"""For commune webmasters: with their key, how their site is."""
