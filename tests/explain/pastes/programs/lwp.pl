use LWP::UserAgent; use HTTP::Request;
my $ua = LWP::UserAgent->new; 
my $r = HTTP::Request->new(GET => $ENV{U}, ["X-Lti-Signature" => $ENV{SIG}]);
my $res = $ua->request($r);
print $res->request->as_string, $res->as_string;
