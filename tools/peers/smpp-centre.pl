#!/usr/bin/perl
# An SMPP 3.4 centre on Perl's Net::SMPP: its protocol code is not ours, only this loop is. Takes what is submitted,
# prints one JSON line for each, and sends delivery receipts. Ends when its standard input ends.
#
#   smpp-centre.pl --port 2775 [--user x --password y] [--receipt DELIVRD|UNDELIV|...] [--receipt-after-ms 50]
#                  [--receipt-twice] [--receipt-first] [--mute-every N] [--throttle-every N] [--cut-every N]
use strict;
use warnings;
use Getopt::Long;
use IO::Select;
use Net::SMPP;
use POSIX qw(strftime);
use Time::HiRes qw(time);

my %set = ('port' => 0, 'receipt' => '', 'receipt-after-ms' => 50, 'mute-every' => 0, 'throttle-every' => 0, 'cut-every' => 0);
GetOptions(\%set, 'port=i', 'user=s', 'password=s', 'receipt=s', 'receipt-after-ms=i', 'receipt-twice',
    'receipt-first', 'mute-every=i', 'throttle-every=i', 'cut-every=i') or die "unknown option\n";

use constant { ESME_RINVPASWD => 0x0e, ESME_RTHROTTLED => 0x58 };

my $listener = Net::SMPP->new_listen('127.0.0.1', port => $set{port}, smpp_version => 0x34, interface_version => 0x34,
    LocalAddr => '127.0.0.1', ReuseAddr => 1) or die "cannot listen on port $set{port}: $!\n";
$| = 1;
$SIG{PIPE} = 'IGNORE';
# A client that hangs up is no news.
$SIG{__WARN__} = sub { print STDERR $_[0] if $_[0] !~ /premature eof/ };
print qq({"event":"listening","port":$set{port}}\n);

my $select = IO::Select->new($listener, \*STDIN);
my ($count, @due) = (0);

# A receipt as appendix B of SMPP 3.4 writes it.
sub receipt_text {
    my ($id, $state) = @_;
    my $now = strftime('%y%m%d%H%M', localtime);
    my $delivered = $state eq 'DELIVRD' ? '001' : '000';
    my $error = $state eq 'DELIVRD' ? '000' : '001';
    return "id:$id sub:001 dlvrd:$delivered submit date:$now done date:$now stat:$state err:$error text:";
}

sub send_receipt {
    my ($connection, $pdu, $id) = @_;
    return if !$connection->opened;
    $connection->deliver_sm(async => 1, esm_class => 0x04, data_coding => 0,
        source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr},
        short_message => receipt_text($id, $set{receipt}));
}

sub every { my ($n) = @_; return $n > 0 && $count % $n == 0; }

sub submitted {
    my ($connection, $pdu) = @_;
    $count++;
    my $id = sprintf 'p%d-%06d', $$, $count;
    printf qq({"event":"submit","id":"%s","to":"%s","from":"%s","coding":%d,"esm":%d,"receipt":%d,"hex":"%s"}\n),
        $id, $pdu->{destination_addr}, $pdu->{source_addr}, $pdu->{data_coding}, $pdu->{esm_class},
        $pdu->{registered_delivery}, unpack('H*', $pdu->{short_message} // '');
    if (every($set{'cut-every'})) { drop($connection); return; }
    if (every($set{'throttle-every'})) {
        $connection->submit_sm_resp(seq => $pdu->{seq}, status => ESME_RTHROTTLED, message_id => '');
        return;
    }
    my $wants_receipt = $set{receipt} ne '' && ($pdu->{registered_delivery} & 0x03);
    send_receipt($connection, $pdu, $id) if $wants_receipt && $set{'receipt-first'};
    $connection->submit_sm_resp(seq => $pdu->{seq}, message_id => $id) if !every($set{'mute-every'});
    return if !$wants_receipt || $set{'receipt-first'};
    my $at = time + $set{'receipt-after-ms'} / 1000;
    push @due, [$at, $connection, $pdu, $id] for 1 .. ($set{'receipt-twice'} ? 2 : 1);
}

sub bound {
    my ($connection, $pdu, $answer) = @_;
    my $is_known = (!defined $set{user} || $pdu->{system_id} eq $set{user})
        && (!defined $set{password} || $pdu->{password} eq $set{password});
    $connection->$answer(seq => $pdu->{seq}, status => $is_known ? 0 : ESME_RINVPASWD, system_id => 'perl');
    print qq({"event":"bound","as":"$pdu->{system_id}","admitted":@{[$is_known ? 'true' : 'false']}}\n);
}

sub drop {
    my ($connection) = @_;
    $select->remove($connection);
    @due = grep { $_->[1] != $connection } @due;
    $connection->close;
}

my %answer = (
    0x01 => sub { bound(@_, 'bind_receiver_resp') },
    0x02 => sub { bound(@_, 'bind_transmitter_resp') },
    0x09 => sub { bound(@_, 'bind_transceiver_resp') },
    0x04 => \&submitted,
    0x15 => sub { $_[0]->enquire_link_resp(seq => $_[1]{seq}) },
    0x06 => sub { $_[0]->unbind_resp(seq => $_[1]{seq}); drop($_[0]) },
);

while (1) {
    for my $ready ($select->can_read(0.01)) {
        if ($ready == \*STDIN) { exit 0 if !sysread STDIN, my $ignored, 1024; next; }
        if ($ready == $listener) {
            my $connection = $listener->accept or next;
            $select->add($connection);
            next;
        }
        my $pdu = $ready->read_pdu();
        if (!defined $pdu) { drop($ready); next; }
        my $act = $answer{$pdu->{cmd}};
        $act->($ready, $pdu) if defined $act;
    }
    my $now = time;
    send_receipt(@{$_}[1 .. 3]) for grep { $_->[0] <= $now } @due;
    @due = grep { $_->[0] > $now } @due;
}
