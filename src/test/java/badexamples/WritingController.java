package badexamples;

class WritingController {

    final OpenStore store = new OpenStore();
}
