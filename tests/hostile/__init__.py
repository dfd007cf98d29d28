"""Words of a reader or a strange file, made to break a page, stay words on every screen and in every answer."""
