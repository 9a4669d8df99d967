"""Units' answers that come back by mail: the form, its code, what an answer says, whose it is (五(五): 电子版预报)."""
