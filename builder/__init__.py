"""Content to site: read `content/`, check it, compile the rules, write the pages."""
