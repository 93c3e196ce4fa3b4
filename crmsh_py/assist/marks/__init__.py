"""What each stretch of a text is: for colours at the prompt, in `show`, in documents."""
