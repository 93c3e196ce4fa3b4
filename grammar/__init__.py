"""The crm language: text into syntax trees and back.  Knows no XML and no cluster."""
