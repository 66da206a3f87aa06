<?php
// Reads the feed on standard input as WordPress does: with its own copy of SimplePie.
// Prints what its RSS block would show, and the enclosures, as JSON.
// Usage: php wordpress.php /usr/share/wordpress < feed.xml
error_reporting( E_ALL & ~E_DEPRECATED );
define( 'ABSPATH', rtrim( $argv[1], '/' ) . '/' );
define( 'WPINC', 'wp-includes' );
foreach ( array( 'plugin', 'functions', 'formatting', 'kses', 'class-simplepie' ) as $part ) {
	require_once ABSPATH . WPINC . "/$part.php";
}
$feed = new SimplePie();
$feed->set_raw_data( stream_get_contents( STDIN ) );
$feed->enable_cache( false );
$ok = $feed->init();
$items = array();
foreach ( $feed->get_items() as $item ) {
	$files = array();
	foreach ( $item->get_enclosures() ?? array() as $one ) {
		if ( $one->get_link() ) {
			$files[] = array( $one->get_link(), $one->get_type(), (int) $one->get_length() );
		}
	}
	$items[] = array(
		'id'      => $item->get_id(),
		'title'   => $item->get_title(),
		'link'    => $item->get_permalink(),
		'date'    => $item->get_date( 'U' ),
		'updated' => $item->get_updated_date( 'U' ),
		'content' => $item->get_content(),
		'files'   => $files,
	);
}
echo json_encode(
	array( 'ok' => $ok, 'error' => $feed->error(), 'title' => $feed->get_title(), 'language' => $feed->get_language(), 'items' => $items )
);
