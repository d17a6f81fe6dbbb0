"""Charts and outline maps as plain SVG: what the site and the desk draw."""
