"""What leaves the house by mail: who is told what today, and what a text may say outside."""
