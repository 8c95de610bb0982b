"""What ships with TaperLab besides code: catalogue, wording, icons, example cases."""
