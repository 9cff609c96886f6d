"""Reading plain text, and the text of pages whose layout is known."""
