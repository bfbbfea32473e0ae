"""The Awards & payments tab: what is paid to whom and when, to the penny."""
