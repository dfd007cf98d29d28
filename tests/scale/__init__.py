"""How the build grows with the content: in proportion, not faster."""
