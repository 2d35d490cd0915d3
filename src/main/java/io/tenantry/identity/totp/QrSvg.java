package io.tenantry.identity.totp;

import io.nayuki.qrcodegen.QrCode;
import java.util.Locale;

/**
 * A QR code (ISO/IEC 18004) as an SVG image that needs nothing else: black on white, so that it can be read on a dark page,
 * four modules of margin, edges that stay sharp at any size.
 */
public final class QrSvg {

    private static final int MARGIN = 4;

    private QrSvg() {}

    public static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * MARGIN;
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\" shape-rendering=\"crispEdges\">"
                        + "<rect width=\"%1$d\" height=\"%1$d\" fill=\"#fff\"/><path d=\"%2$s\" fill=\"#000\"/></svg>",
                side,
                path(code));
    }

    /** Each run of dark modules in a row is one rectangle. */
    private static String path(QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int run = run(code, x, y);
                if (run > 0) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(',')
                            .append(y + MARGIN)
                            .append('h')
                            .append(run)
                            .append("v1h-")
                            .append(run)
                            .append('z');
                    x += run;
                }
            }
        }
        return path.toString();
    }

    private static int run(QrCode code, int x, int y) {
        int end = x;
        // Outside of the code a module is light.
        while (code.getModule(end, y)) {
            end++;
        }
        return end - x;
    }
}
