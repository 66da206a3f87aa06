<?php
// Whether a webhook of the portal is genuine. PHP 8, nothing else.
//   $body = file_get_contents('php://input');
//   if (!is_genuine(getallheaders(), $body, ['whsec_…'], time())) { http_response_code(401); exit; }
declare(strict_types=1);

function is_genuine(array $headers, string $body, array $secrets, int $now): bool
{
    $headers = array_change_key_case($headers, CASE_LOWER);
    $event = $headers['webhook-id'] ?? '';
    $sentAt = $headers['webhook-timestamp'] ?? '';
    if ($event === '' || !ctype_digit($sentAt) || abs($now - (int) $sentAt) > 300) {
        return false;
    }
    foreach ($secrets as $secret) {
        $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
        if ($key === false || strlen($key) < 24) { // an empty setting is no secret: anybody could sign
            continue;
        }
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$event.$sentAt.$body", $key, true));
        foreach (explode(' ', $headers['webhook-signature'] ?? '') as $given) {
            if (hash_equals($expected, $given)) {
                return true;
            }
        }
    }
    return false;
}

// Run by hand, it reads {"headers", "body", "secrets", "now"} and says genuine or not.
if (PHP_SAPI === 'cli' && realpath($argv[0]) === __FILE__) {
    $asked = json_decode(stream_get_contents(STDIN), true);
    echo is_genuine($asked['headers'], $asked['body'], $asked['secrets'], $asked['now'])
        ? "genuine\n" : "not genuine\n";
}
