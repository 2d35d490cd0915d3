package badexamples;

class Printing {

    void print() {
        System.out.println("unseen");
    }
}
