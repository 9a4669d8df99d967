"""Who a units cell means: its words, its brackets, its roles, and the 单位通讯录 in which its names are looked up."""
