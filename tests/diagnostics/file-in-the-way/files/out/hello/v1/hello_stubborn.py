# my own work
