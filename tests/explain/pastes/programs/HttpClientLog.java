import java.net.URI;
import java.net.http.*;

public class HttpClientLog {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("U"))).header("X-Lti-Signature", System.getenv("SIG"));
        if (args.length > 0) request.version(HttpClient.Version.HTTP_1_1);
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(response.request() + " " + response.request().headers());
        System.out.println(response.body());
    }
}
