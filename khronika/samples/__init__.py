"""Invented reports that ship with Khronika: outlets, people and happenings are made up, only the towns are real."""
