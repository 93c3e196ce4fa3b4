"""`lint` and `fmt`: files checked and laid out without a cluster, for editors and pipelines."""
