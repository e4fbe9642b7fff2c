-- The end of a script that writes.
return {}
