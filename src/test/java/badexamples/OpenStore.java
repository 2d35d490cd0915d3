package badexamples;

public class OpenStore {}
