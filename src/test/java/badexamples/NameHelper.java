package badexamples;

class NameHelper {}
