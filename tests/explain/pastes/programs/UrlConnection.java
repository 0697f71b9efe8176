import java.net.*;

public class UrlConnection {
    public static void main(String[] args) throws Exception {
        var logger = java.util.logging.Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");
        var handler = new java.util.logging.ConsoleHandler();
        handler.setLevel(java.util.logging.Level.ALL);
        logger.addHandler(handler);
        logger.setLevel(java.util.logging.Level.ALL);
        var connection = (HttpURLConnection) new URL(System.getenv("U")).openConnection();
        connection.setRequestProperty("X-Lti-Signature", System.getenv("SIG"));
        System.out.println(connection);
        if (args.length > 0) System.out.println(connection.getRequestProperties());
        System.out.println(new String(connection.getInputStream().readAllBytes()));
    }
}
