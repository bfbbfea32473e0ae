"""The Trail tab: who did what, when and why, and the proof that nothing was changed since."""
