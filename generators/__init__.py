"""Rows that look alive: plan and seed to population, events, truth and Arrow tables."""
