-- How much of it is done, 0 to 1, while a file is read and checked.
alter table grid_import add column progress real;
