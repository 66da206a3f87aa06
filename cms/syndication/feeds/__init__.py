"""What is public as feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1, made of the log alone."""
