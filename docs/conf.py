"""How the site of these pages is built: `make docs`. No page loads anything from elsewhere."""

project = "Citation verifier"
author = "the Citation verifier's authors"
copyright = "2026, the Citation verifier's authors"  # noqa: A001 - Sphinx's name for it

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["pictures/**", "model-card.md", "reference/followed.md"]  # the last two are parts of others

# Links to files beside the pages (code, the changelog) lead nowhere on the site; a test holds them to the tree.
suppress_warnings = ["myst.xref_missing"]

html_theme = "furo"
html_title = project
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
