getopts {{v}} x
