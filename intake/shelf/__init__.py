"""Documents in folders of this machine, as archivists have them by the hundred."""
