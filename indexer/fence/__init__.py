"""The fence around foreign text: work on it runs in a process of its own, with bounds for time and memory."""
