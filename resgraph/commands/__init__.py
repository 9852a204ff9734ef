"""The commands, a file each: arguments → one library call → what is said. `resgraph.cli` puts them together."""
