"""What is read: the sources that the user named, and the format of each."""
