"""The face of crm: batch, prompt, output.  Only this package writes, asks or ends the process."""
