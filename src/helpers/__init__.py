"""The program behind the book *Væresteders rammer og vilkår*; one module an idea, imports only go down."""
