"""This project with the benchmark's articles. Each module is run by itself, as a process."""
