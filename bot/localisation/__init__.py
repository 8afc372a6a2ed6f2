"""Languages, catalogues and CLDR formats: pure, and importable by both processes."""
